import { byId, callsOf, nothing } from '../call.ts'
import { apiTokenPage, apiTokenQuery, createdApiToken, newApiToken } from './schemas.ts'

const { get, post, remove } = callsOf('API tokens')

export const apiTokens = {
  list: get(
    '/v1/api-tokens',
    'List your API tokens, and those of staff users whom you may change, newest first',
    'api-tokens.write',
  )
    .input(apiTokenQuery)
    .output(apiTokenPage),
  create: post(
    '/v1/api-tokens',
    'Create an API token with permissions of your role; the token is returned once',
    'api-tokens.write',
    { status: 201, recent: true },
  )
    .input(newApiToken)
    .output(createdApiToken),
  revoke: remove('/v1/api-tokens/{id}', 'Revoke an API token', 'api-tokens.write')
    .input(byId)
    .output(nothing),
}
