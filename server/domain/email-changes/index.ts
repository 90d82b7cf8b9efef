export { confirmEmailChange } from './confirm.ts'
export { requestEmailChange } from './request.ts'
