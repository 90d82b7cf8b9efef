import { z } from 'zod'
import { callsOf } from '../call.ts'
import { alert } from './schemas.ts'

const { get } = callsOf('Alerts')

export const alerts = {
  list: get('/v1/alerts', 'List open alerts', 'alerts.read').output(z.object({ items: z.array(alert) })),
}
