import { createApiToken, listApiTokens, revokeApiToken } from '#server/domain/api-tokens/index.ts'
import { os, verb } from '../implement.ts'

export const apiTokens = {
  list: os.apiTokens.list.handler(verb(listApiTokens)),
  create: os.apiTokens.create.handler(verb(createApiToken)),
  revoke: os.apiTokens.revoke.handler(verb(revokeApiToken)),
}
