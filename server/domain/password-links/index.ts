export {
  createPasswordLink,
  insertLinkOf,
  openPasswordLink,
  passwordLinkParts,
  readPasswordLink,
} from './create.ts'
export { inspectPasswordLink, setPasswordByLink } from './use.ts'
