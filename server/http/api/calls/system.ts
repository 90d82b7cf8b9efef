import { readSystemStatus } from '#server/domain/system/index.ts'
import { os, verb } from '../implement.ts'

export const system = {
  status: os.system.status.handler(verb(readSystemStatus)),
}
