import { listPanels } from '#server/domain/panels/index.ts'
import { os, verb } from '../implement.ts'

export const panels = {
  list: os.panels.list.handler(verb(listPanels)),
}
