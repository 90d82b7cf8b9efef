import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { operationKindWords } from '../../shared/operations/status-words.ts'

/** "Create anna" */
export const operationName = ({ kind, username }: Pick<OperationSummary, 'kind' | 'username'>) =>
  `${operationKindWords[kind]} ${username}`
