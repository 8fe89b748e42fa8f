// The PDF printer: Gotenberg (Chromium), with no replica while nobody prints. Only the network reaches it.
param name string
param location string
param tags object
param networkId string
param subnetId string
param workspaceId string
param image string

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${name}'
  location: location
  tags: tags
  properties: {
    publicNetworkAccess: 'Disabled'
    // Through Azure Monitor, since the other way needs the workspace's shared key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { internal: true, infrastructureSubnetId: subnetId }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    zoneRedundant: false
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'workspace'
  scope: environment
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'ContainerAppConsoleLogs', enabled: true }]
  }
}

resource printer 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'ca-${name}-pdf'
  location: location
  tags: tags
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // Of an environment that is internal: "external" is the network, not the internet.
      ingress: { external: true, targetPort: 3000, transport: 'http', allowInsecure: false }
    }
    template: {
      containers: [
        {
          name: 'gotenberg'
          image: image
          command: ['gotenberg']
          args: ['--api-timeout=1200s', '--chromium-deny-list=^file:///(?!tmp/).*', '--libreoffice-disable-routes', '--webhook-disable']
          resources: { cpu: 2, memory: '4Gi' }
          probes: [{ type: 'Readiness', httpGet: { path: '/health', port: 3000 } }]
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: 2
        rules: [{ name: 'one-document', http: { metadata: { concurrentRequests: '1' } } }]
      }
    }
  }
}

module names 'names.bicep' = {
  params: {
    domain: environment.properties.defaultDomain
    address: environment.properties.staticIp
    networkId: networkId
    tags: tags
  }
}

output address string = 'https://${printer.properties.configuration.ingress.fqdn}'
