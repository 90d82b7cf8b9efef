import {
  adoptAccount,
  cancelOperation,
  diagnoseOperation,
  dismissOperation,
  getOperation,
  listOperations,
  overviewOperations,
  readAdoptionCandidate,
  retryOperation,
  watchOperation,
} from '#server/domain/operations/index.ts'
import { os, stream, verb } from '../implement.ts'

export const operations = {
  list: os.operations.list.handler(verb(listOperations)),
  overview: os.operations.overview.handler(verb(overviewOperations)),
  get: os.operations.get.handler(verb(getOperation)),
  events: os.operations.events.handler(stream(watchOperation)),
  diagnostics: os.operations.diagnostics.handler(verb(diagnoseOperation)),
  retry: os.operations.retry.handler(verb(retryOperation)),
  cancel: os.operations.cancel.handler(verb(cancelOperation)),
  dismiss: os.operations.dismiss.handler(verb(dismissOperation)),
  adoptionCandidate: os.operations.adoptionCandidate.handler(verb(readAdoptionCandidate)),
  adopt: os.operations.adopt.handler(verb(adoptAccount)),
}
