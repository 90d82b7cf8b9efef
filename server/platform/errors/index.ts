export { OperatorError } from './operator-error.ts'
export { fieldRefusal, Refusal, type RefusalCode, refusalStatus } from './refusal.ts'
