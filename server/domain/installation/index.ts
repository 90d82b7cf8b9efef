export { decideInstallation, getInstallation } from './decide.ts'
export { recogniseInstallation } from './recognise.ts'
export { RotationError, refuseRunningApplication, rotateKey } from './rotate-key.ts'
export { LostKeyError, openSealingKey } from './sealing-key.ts'
