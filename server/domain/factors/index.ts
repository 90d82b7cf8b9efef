export { confirmTotpSetup, startTotpSetup } from './enroll.ts'
export { getOwnFactors } from './read.ts'
export { removeOwnTotp } from './remove.ts'
export { replaceOwnRecoveryCodes } from './replace-codes.ts'
