import { listAlerts } from '#server/domain/alerts/index.ts'
import { os, verb } from '../implement.ts'

export const alerts = {
  list: os.alerts.list.handler(verb(listAlerts)),
}
