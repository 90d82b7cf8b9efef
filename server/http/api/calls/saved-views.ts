import {
  changeSavedView,
  createSavedView,
  listSavedViews,
  removeSavedView,
} from '#server/domain/saved-views/index.ts'
import { os, verb } from '../implement.ts'

export const savedViews = {
  list: os.savedViews.list.handler(verb(listSavedViews)),
  create: os.savedViews.create.handler(verb(createSavedView)),
  change: os.savedViews.change.handler(verb(changeSavedView)),
  remove: os.savedViews.remove.handler(verb(removeSavedView)),
}
