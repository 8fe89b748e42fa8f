// A storage account: no shared keys, no public blobs, soft delete and versions. Who may what is in roles.bicep.
@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param sku string

@description('Whether anybody on the internet may reach its endpoints. Only the static site is so; what is in other containers still needs a role.')
param isOpenToInternet bool = false

@description('The subnets that may reach it.')
param subnetIds string[] = []

@description('The addresses of the office (IPv4 address or CIDR) that may reach it.')
param officeAddresses string[] = []

param containers string[] = []
param tables string[] = []

@description('Makes $web a static web site.')
param isSite bool = false

@description('How many days a deleted or replaced blob can be brought back.')
@minValue(7)
@maxValue(365)
param softDeleteDays int

@description('Rules of the lifecycle; none where blobs are the platform\'s own.')
param lifecycleRules object[] = []

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isOpenToInternet ? 'Allow' : 'Deny'
      ipRules: [for address in officeAddresses: { value: address, action: 'Allow' }]
      virtualNetworkRules: [for id in subnetIds: { id: id, action: 'Allow' }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
      staticWebsite: isSite
        ? { enabled: true, indexDocument: 'index.html', errorDocument404Path: '404.html' }
        : { enabled: false }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for table in tables: { name: table }]
  }

  resource lifecycle 'managementPolicies' = if (!empty(lifecycleRules)) {
    name: 'default'
    properties: { policy: { rules: lifecycleRules } }
    dependsOn: [blobs]
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output tableEndpoint string = account.properties.primaryEndpoints.table
output webEndpoint string = account.properties.primaryEndpoints.web
