export { decideInstallation, getInstallation } from './decide.ts'
export { recogniseInstallation } from './recognise.ts'
