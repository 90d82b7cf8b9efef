export type { CallOptions, Download, UploadBody } from './call.ts'
export { createClient } from './client.ts'
export { ConnectionError, isProblem, ProblemError, UnexpectedResponseError } from './errors.ts'
export {
  type FollowOptions,
  followImport,
  followOperation,
  isImportSettled,
  isOperationSettled,
} from './follow.ts'
export { sdkVersion } from './generated/calls.ts'
export type { Client } from './generated/client.ts'
export type * from './generated/types.ts'
export type { RetryOptions } from './retry.ts'
export type { ClientOptions } from './transport.ts'
