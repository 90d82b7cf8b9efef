export { fieldRefusal, Refusal, type RefusalCode, refusalStatus } from './refusal.ts'
