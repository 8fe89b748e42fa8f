// Durable Task Scheduler instead of storage as Durable Functions' backend, for many cities in one installation.
param name string
param location string
param tags object
param taskHub string

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: 'dts-${name}'
  location: location
  tags: tags
  properties: {
    // Its data plane takes only identities with a role.
    ipAllowlist: ['0.0.0.0/0']
    sku: { name: 'Consumption' }
  }

  resource hub 'taskHubs' = {
    name: taskHub
    properties: {}
  }
}

output name string = scheduler.name
output endpoint string = scheduler.properties.endpoint
