export { decideInstallation, getInstallation } from './decide.ts'
export { recogniseInstallation } from './recognise.ts'
export { refuseRunningApplication, rotateKey } from './rotate-key.ts'
export { openSealingKey } from './sealing-key.ts'
