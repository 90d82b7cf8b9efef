export type { AddressRules } from './address-policy.ts'
export { ConnectError } from './failure.ts'
export { openSocket } from './open-socket.ts'
export { createPanelHttp, type PanelHttpOptions } from './panel-http.ts'
