// Every role of everybody, in one place. The description of each is its row in infra/README.md; a test holds that.
param hostStorageName string
param recordsStorageName string
param siteStorageName string
param backupStorageName string
param vaultName string
param hostVaultName string
param componentName string
param functionAppName string

@description('Empty: Durable Functions keeps its state in storage.')
param schedulerName string
param appPrincipalId string
param deployerPrincipalId string

@description('The Entra group of those who operate the installation; empty: nobody gets standing access to data.')
param operatorsGroupId string

func role(id string) string => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', id)

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: hostStorageName
}

resource recordsStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: recordsStorageName
}

resource siteStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: siteStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource web 'containers' existing = {
      name: '$web'
    }

    resource versions 'containers' existing = {
      name: 'versions'
    }
  }
}

resource backupStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: backupStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource hostVault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: hostVaultName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource functionApp 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

resource appHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, appPrincipalId, 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
    description: 'app: Storage Blob Data Owner on the host account'
  }
}

resource appHostQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, appPrincipalId, '974c5e8b-45b9-4653-ba55-5f855dd0fb88')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('974c5e8b-45b9-4653-ba55-5f855dd0fb88')
    description: 'app: Storage Queue Data Contributor on the host account'
  }
}

resource appHostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, appPrincipalId, '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
    description: 'app: Storage Table Data Contributor on the host account'
  }
}

resource appRecords 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: recordsStorage
  name: guid(recordsStorage.id, appPrincipalId, '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
    description: 'app: Storage Table Data Contributor on the records account'
  }
}

resource appSite 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: siteStorage::blobs::web
  name: guid(siteStorage::blobs::web.id, appPrincipalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    description: 'app: Storage Blob Data Contributor on the site\'s container'
  }
}

resource appVersions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: siteStorage::blobs::versions
  name: guid(siteStorage::blobs::versions.id, appPrincipalId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    description: 'app: Storage Blob Data Contributor on the container of decided versions'
  }
}

resource appSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, '4633458b-17de-408a-b874-0445c86b69e6')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('4633458b-17de-408a-b874-0445c86b69e6')
    description: 'app: Key Vault Secrets User on the vault'
  }
}

resource appHostKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostVault
  name: guid(hostVault.id, appPrincipalId, 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('b86a8fe4-44ce-4948-aee5-eccb2c155cd7')
    description: 'app: Key Vault Secrets Officer on the host keys\' vault'
  }
}

resource appTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, appPrincipalId, '3913510d-42f4-4e42-8a64-420c390055eb')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('3913510d-42f4-4e42-8a64-420c390055eb')
    description: 'app: Monitoring Metrics Publisher on Application Insights'
  }
}

resource appScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  scope: scheduler
  name: guid(resourceGroup().id, schedulerName, appPrincipalId, '0ad04412-c4d5-4796-b79c-f76d14c8d402')
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('0ad04412-c4d5-4796-b79c-f76d14c8d402')
    description: 'app: Durable Task Data Contributor on the scheduler'
  }
}

resource deployerApp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: functionApp
  name: guid(functionApp.id, deployerPrincipalId, 'de139f84-1756-47ae-9be6-808fbbe84772')
  properties: {
    principalId: deployerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role('de139f84-1756-47ae-9be6-808fbbe84772')
    description: 'deployer: Website Contributor on the function app'
  }
}

resource operatorsRecords 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorsGroupId)) {
  scope: recordsStorage
  name: guid(recordsStorage.id, operatorsGroupId, '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
  properties: {
    principalId: operatorsGroupId
    principalType: 'Group'
    roleDefinitionId: role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')
    description: 'operators: Storage Table Data Contributor on the records account'
  }
}

resource operatorsSite 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorsGroupId)) {
  scope: siteStorage
  name: guid(siteStorage.id, operatorsGroupId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: operatorsGroupId
    principalType: 'Group'
    roleDefinitionId: role('ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    description: 'operators: Storage Blob Data Contributor on the site account'
  }
}

resource operatorsBackups 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorsGroupId)) {
  scope: backupStorage
  name: guid(backupStorage.id, operatorsGroupId, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  properties: {
    principalId: operatorsGroupId
    principalType: 'Group'
    roleDefinitionId: role('ba92f5b4-2d11-453d-a403-e96b0029c9fe')
    description: 'operators: Storage Blob Data Contributor on the backup account'
  }
}

resource operatorsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorsGroupId)) {
  scope: vault
  name: guid(vault.id, operatorsGroupId, 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')
  properties: {
    principalId: operatorsGroupId
    principalType: 'Group'
    roleDefinitionId: role('b86a8fe4-44ce-4948-aee5-eccb2c155cd7')
    description: 'operators: Key Vault Secrets Officer on the vault'
  }
}
