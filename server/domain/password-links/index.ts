export {
  createPasswordLink,
  insertLinkOf,
  openPasswordLink,
  passwordLinkParts,
  readPasswordLink,
} from './create.ts'
export { requestPasswordReset } from './request-reset.ts'
export { inspectPasswordLink, setPasswordByLink } from './use.ts'
