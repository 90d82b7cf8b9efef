export { ConnectError } from './failure.ts'
export { openSocket } from './open-socket.ts'
export { createPanelHttp, type PanelHttpOptions } from './panel-http.ts'
export { createWebhookHttp, WebhookFailure, type WebhookHttp } from './webhook-http.ts'
