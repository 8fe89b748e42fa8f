// Who acts: the app, and whoever brings new code. Neither has a password.
param name string
param location string
param tags object

@description('The GitHub repository whose workflow may deploy, as owner/name; empty: none may.')
param deployRepository string

@description('The GitHub environment in which that workflow runs.')
param deployEnvironment string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}-app'
  location: location
  tags: tags
}

resource deployer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}-deployer'
  location: location
  tags: tags

  resource github 'federatedIdentityCredentials' = if (!empty(deployRepository)) {
    name: 'github'
    properties: {
      issuer: 'https://token.actions.githubusercontent.com'
      subject: 'repo:${deployRepository}:environment:${deployEnvironment}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

output appId string = app.id
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output deployerClientId string = deployer.properties.clientId
output deployerPrincipalId string = deployer.properties.principalId
