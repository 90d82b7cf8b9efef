import {
  addPasskey,
  confirmTotpSetup,
  getOwnFactors,
  removeOwnTotp,
  removePasskey,
  replaceOwnRecoveryCodes,
  startPasskey,
  startTotpSetup,
} from '#server/domain/factors/index.ts'
import { os, verb } from '../implement.ts'

export const factors = {
  get: os.factors.get.handler(verb(getOwnFactors)),
  startTotp: os.factors.startTotp.handler(verb(startTotpSetup)),
  confirmTotp: os.factors.confirmTotp.handler(verb(confirmTotpSetup)),
  removeTotp: os.factors.removeTotp.handler(verb(removeOwnTotp)),
  startPasskey: os.factors.startPasskey.handler(verb(startPasskey)),
  addPasskey: os.factors.addPasskey.handler(verb(addPasskey)),
  removePasskey: os.factors.removePasskey.handler(verb(removePasskey)),
  replaceRecoveryCodes: os.factors.replaceRecoveryCodes.handler(verb(replaceOwnRecoveryCodes)),
}
