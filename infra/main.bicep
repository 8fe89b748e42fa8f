// Everything that one installation of GyoseiFlow needs, in one resource group. infra/README.md explains each part.
targetScope = 'resourceGroup'

@description('test or prod: part of every name, and how long things are kept.')
@allowed(['test', 'prod'])
param stage string

param location string = resourceGroup().location

@description('Where people find this installation; the links in mails start with it. Empty: the function app\'s own address.')
param publicAddress string = ''

@description('Addresses and @domains that may get mail, with commas between; empty: everybody. A test system is not to mail anybody else.')
param mailAllowList string

@description('The client id of the app registration for sign-in with Entra ID; empty: sign-in by mailed code.')
param entraClientId string = ''

@description('For how many years personal data is kept; 0: for ever.')
@minValue(0)
@maxValue(100)
param retentionYears int

@description('Whether the opinion document is printed as PDF too.')
param hasPrinter bool = true

@description('The printer\'s image. Pin it by its digest before going into production.')
param printerImage string = 'docker.io/gotenberg/gotenberg:8'

@description('Whether Durable Functions uses the Durable Task Scheduler instead of storage.')
param hasScheduler bool = false

@description('The addresses (IPv4 or CIDR) from which operators reach storage and vault.')
param officeAddresses string[] = []

@description('The Entra group of the operators; empty: nobody has standing access to data.')
param operatorsGroupId string = ''

@description('The GitHub repository whose workflow may deploy, as owner/name; empty: none.')
param deployRepository string = ''

@description('Where alerts and the budget\'s warnings go.')
@minLength(1)
param alertAddresses string[]

@description('What a month may cost, in the currency of the contract.')
param monthlyBudget int

@description('The first day of the month in which it is first deployed: yyyy-MM-01.')
param budgetStart string

@description('The SKU of the accounts whose data is the city\'s: zone-redundant, or geo-redundant where the region has it.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string

@allowed([512, 2048, 4096])
param memoryMb int = 2048

@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('The public key with which SendGrid signs its events; empty until the webhook is set up. It is no secret.')
param sendGridWebhookKey string = ''

@description('Where SendGrid\'s API is, for an account in another region; empty: the usual one.')
param sendGridAddress string = ''

@description('Whether SendGrid only checks mails and sends none.')
param isSendGridSandbox bool = false

@description('A setting whose value is a secret of the vault.')
func secretReference(vaultUri string, secret string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret})'

var token = take(uniqueString(resourceGroup().id, stage), 8)
var name = 'gyoseiflow-${stage}-${token}'
var tags = { application: 'GyoseiFlow', stage: stage }
var isProduction = stage == 'prod'
var taskHub = 'GyoseiFlow'
var deploymentContainer = 'deployments'
var sendGridSecret = 'SendGridApiKey'

module identities 'modules/identities.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    deployRepository: deployRepository
    deployEnvironment: stage
  }
}

module network 'modules/network.bicep' = {
  params: { name: 'vnet-${name}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: isProduction ? 90 : 30
    dailyCapGb: 1
  }
}

module hostStorage 'modules/storage.bicep' = {
  params: {
    name: 'gfhost${stage}${token}'
    location: location
    tags: tags
    sku: storageSku
    subnetIds: [network.outputs.appSubnetId]
    officeAddresses: officeAddresses
    containers: [deploymentContainer]
    softDeleteDays: 14
  }
}

module recordsStorage 'modules/storage.bicep' = {
  params: {
    name: 'gfrec${stage}${token}'
    location: location
    tags: tags
    sku: storageSku
    subnetIds: [network.outputs.appSubnetId]
    officeAddresses: officeAddresses
    tables: ['records']
    softDeleteDays: 30
  }
}

module siteStorage 'modules/storage.bicep' = {
  params: {
    name: 'gfsite${stage}${token}'
    location: location
    tags: tags
    sku: storageSku
    isOpenToInternet: true
    // Beside the site what was decided to be on it, private: the site can be made again from it.
    containers: ['$web', 'versions']
    isSite: true
    softDeleteDays: isProduction ? 90 : 14
    lifecycleRules: [
      {
        // Only the pages that list what is published are ever replaced.
        name: 'former-index-pages'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob'] }
          actions: { version: { delete: { daysAfterCreationGreaterThan: 365 } } }
        }
      }
    ]
  }
}

module backupStorage 'modules/storage.bicep' = {
  params: {
    name: 'gfback${stage}${token}'
    location: location
    tags: tags
    sku: storageSku
    officeAddresses: officeAddresses
    containers: ['backups']
    softDeleteDays: isProduction ? 90 : 14
    lifecycleRules: [
      {
        name: 'old-backups'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob'], prefixMatch: ['backups/'] }
          actions: {
            baseBlob: {
              tierToCool: { daysAfterModificationGreaterThan: 30 }
              delete: { daysAfterModificationGreaterThan: isProduction ? 400 : 60 }
            }
            version: { delete: { daysAfterCreationGreaterThan: 90 } }
          }
        }
      }
    ]
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: 'kv-gf-${stage}-${token}'
    location: location
    tags: tags
    subnetId: network.outputs.appSubnetId
    officeAddresses: officeAddresses
  }
}

// Apart, since the host must write its function keys, and the app is not to be able to write any other secret.
module hostVault 'modules/vault.bicep' = {
  params: {
    name: 'kv-gfh-${stage}-${token}'
    location: location
    tags: tags
    subnetId: network.outputs.appSubnetId
    officeAddresses: officeAddresses
  }
}

module printer 'modules/printer.bicep' = if (hasPrinter) {
  params: {
    name: name
    location: location
    tags: tags
    networkId: network.outputs.id
    subnetId: network.outputs.printerSubnetId
    workspaceId: monitoring.outputs.workspaceId
    image: printerImage
  }
}

module scheduler 'modules/scheduler.bicep' = if (hasScheduler) {
  params: { name: name, location: location, tags: tags, taskHub: taskHub }
}

module functionApp 'modules/functionapp.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    identityId: identities.outputs.appId
    identityClientId: identities.outputs.appClientId
    subnetId: network.outputs.appSubnetId
    hostStorageName: hostStorage.outputs.name
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    deploymentContainer: deploymentContainer
    memoryMb: memoryMb
    maximumInstances: maximumInstances
    hostVaultUri: hostVault.outputs.uri
    telemetryDestination: monitoring.outputs.telemetryDestination
    entraClientId: entraClientId
    settings: union(
      {
        AzureWebJobsDisableHomepage: 'true'
        TaskHubName: taskHub
        HeartbeatSchedule: '0 0 * * * *'
        SignIn: empty(entraClientId) ? 'Code' : 'Entra'
        RequestsPerMinute: '600'
        PublicAddress: publicAddress
        MailAllowList: mailAllowList
        Storage__tableServiceUri: recordsStorage.outputs.tableEndpoint
        Storage__blobServiceUri: siteStorage.outputs.blobEndpoint
        SiteContainer: '$web'
        PdfPrinterUrl: hasPrinter ? printer!.outputs.address : ''
        PurgeAfterDays: '90'
        SendGridApiKey: secretReference(vault.outputs.uri, sendGridSecret)
        SendGridWebhookKey: sendGridWebhookKey
        SendGridSandbox: isSendGridSandbox ? 'true' : 'false'
        SendGridAddress: sendGridAddress
        RetentionYears: retentionYears == 0 ? '' : string(retentionYears)
      },
      hasScheduler
        ? {
            DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identities.outputs.appClientId}'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
            AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
          }
        : {}
    )
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    hostStorageName: hostStorage.outputs.name
    recordsStorageName: recordsStorage.outputs.name
    siteStorageName: siteStorage.outputs.name
    backupStorageName: backupStorage.outputs.name
    vaultName: vault.outputs.name
    hostVaultName: hostVault.outputs.name
    componentName: monitoring.outputs.componentName
    functionAppName: functionApp.outputs.name
    schedulerName: hasScheduler ? scheduler!.outputs.name : ''
    appPrincipalId: identities.outputs.appPrincipalId
    deployerPrincipalId: identities.outputs.deployerPrincipalId
    operatorsGroupId: operatorsGroupId
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    componentId: monitoring.outputs.componentId
    addresses: alertAddresses
    appAddress: functionApp.outputs.address
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: name
    amount: monthlyBudget
    start: budgetStart
    addresses: alertAddresses
    actionGroupId: alerts.outputs.actionGroupId
  }
}

@description('Where people go.')
output appAddress string = functionApp.outputs.address

@description('Where citizens go.')
output siteAddress string = siteStorage.outputs.webEndpoint

@description('For the workflow\'s variable AZURE_CLIENT_ID.')
output deployerClientId string = identities.outputs.deployerClientId

@description('Where the secrets go, and the name of each.')
output vaultUri string = vault.outputs.uri
output sendGridSecretName string = sendGridSecret

@description('For backup and restore.')
output recordsTableEndpoint string = recordsStorage.outputs.tableEndpoint
output backupBlobEndpoint string = backupStorage.outputs.blobEndpoint
