export type { PanelAction, PanelDescription } from '#contracts/panels/schemas.ts'
export { describeDifference } from './difference.ts'
export type * from './driver.ts'
export { type Exchange, PanelError, type PanelErrorKind } from './error.ts'
export {
  type NetworkStep,
  type PanelHttp,
  type PanelRequest,
  type PanelResponse,
  PanelTransportError,
  type TransportFailure,
} from './http.ts'
