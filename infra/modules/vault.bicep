// What must be secret. The secrets themselves are put in by a person (infra/README.md), never by a template.
@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param subnetId string
param officeAddresses string[]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
      ipRules: [for address in officeAddresses: { value: address }]
      virtualNetworkRules: [{ id: subnetId }]
    }
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
