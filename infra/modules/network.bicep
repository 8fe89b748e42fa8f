// A network of our own: the function app and the printer meet in it, and the accounts let nobody else in.
param name string
param location string
param tags object

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.60.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.60.0.0/26'
          // Flex Consumption runs in subnets that are delegated so.
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
          serviceEndpoints: [{ service: 'Microsoft.Storage' }, { service: 'Microsoft.KeyVault' }]
        }
      }
      {
        name: 'printer'
        properties: {
          addressPrefix: '10.60.0.64/26'
          delegations: [{ name: 'environment', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource printer 'subnets' existing = {
    name: 'printer'
  }
}

output id string = network.id
output appSubnetId string = network::app.id
output printerSubnetId string = network::printer.id
