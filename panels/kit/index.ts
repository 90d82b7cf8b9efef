export type { PanelDescription } from '#contracts/panels/schemas.ts'
export { isChangedReference } from './changed-reference.ts'
export { describeDifference } from './difference.ts'
export type * from './driver.ts'
export { type Exchange, PanelError, type PanelErrorKind } from './error.ts'
export { type PanelErrorCode, panelErrorCodes } from './error-codes.ts'
export {
  type NetworkStep,
  type PanelHttp,
  type PanelHttpWithSessions,
  type PanelRequest,
  type PanelResponse,
  type PanelSession,
  PanelTransportError,
  type TransportFailure,
} from './http.ts'
