export { alertQueue, startAlertDelivery } from './deliver.ts'
export { countOpenAlerts, listAlerts } from './read.ts'
export { alertsFor, syncAlerts } from './sync.ts'
