export { createDial, type Dial } from './dial.ts'
export { ConnectError } from './failure.ts'
export { createPanelHttp, type PanelHttpOptions } from './panel-http.ts'
