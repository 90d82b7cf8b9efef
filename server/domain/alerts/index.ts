export { alertQueue, startAlertDelivery } from './deliver.ts'
export { listAlerts } from './read.ts'
export { alertsFor, syncAlerts } from './sync.ts'
