export { addPasswordLink, createPasswordLink, readPasswordLink } from './create.ts'
export { inspectPasswordLink, setPasswordByLink } from './use.ts'
