export { bindEarlierSecrets } from './bind-earlier.ts'
export {
  lockWaitingPasswords,
  moveWaitingPasswords,
  openHostingPassword,
  resealPasswords,
  storedPassword,
  wipeExpiredPasswords,
} from './hosting-password.ts'
export { isSameAddress, type PanelAddress } from './panel-address.ts'
export { openServerKey, type ServerKey, sealServerKey } from './server-key.ts'
