import { byId, callsOf, nothing } from '../call.ts'
import { newSavedView, savedView, savedViewChange, savedViewList, savedViewQuery } from './schemas.ts'

const { get, post, patch, remove } = callsOf('Saved views')

export const savedViews = {
  list: get('/v1/saved-views', 'List your own saved views of lists, by name', 'saved-views.write')
    .input(savedViewQuery)
    .output(savedViewList),
  create: post('/v1/saved-views', 'Save the query of a list under a name', 'saved-views.write', {
    status: 201,
  })
    .input(newSavedView)
    .output(savedView),
  change: patch('/v1/saved-views/{id}', 'Rename a saved view, or replace its query', 'saved-views.write')
    .input(savedViewChange.extend(byId.shape))
    .output(savedView),
  remove: remove('/v1/saved-views/{id}', 'Delete a saved view', 'saved-views.write')
    .input(byId)
    .output(nothing),
}
