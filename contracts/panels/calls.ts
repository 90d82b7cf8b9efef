import { z } from 'zod'
import { callsOf } from '../call.ts'
import { panelDescription } from './schemas.ts'

const { get } = callsOf('Servers')

export const panels = {
  list: get(
    '/v1/panels',
    'List panel drivers with their connection fields, rules and capabilities',
    'servers.read',
  ).output(z.object({ items: z.array(panelDescription) })),
}
