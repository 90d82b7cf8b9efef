export { createPanelHttp, type PanelHttpOptions } from './panel-http.ts'
