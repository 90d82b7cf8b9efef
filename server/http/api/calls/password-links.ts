import {
  createPasswordLink,
  inspectPasswordLink,
  requestPasswordReset,
  setPasswordByLink,
} from '#server/domain/password-links/index.ts'
import { os, verb } from '../implement.ts'

export const passwordLinks = {
  create: os.passwordLinks.create.handler(verb(createPasswordLink)),
  requestReset: os.passwordLinks.requestReset.handler(verb(requestPasswordReset)),
  inspect: os.passwordLinks.inspect.handler(verb(inspectPasswordLink)),
  use: os.passwordLinks.use.handler(verb(setPasswordByLink)),
}
