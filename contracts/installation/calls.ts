import { callsOf } from '../call.ts'
import { installationDecision, installationState } from './schemas.ts'

const { get, post } = callsOf('Installation')

export const installation = {
  get: get(
    '/v1/installation',
    'Whether these data are recognised, or may be a copy',
    'installation.read',
  ).output(installationState),
  decide: post(
    '/v1/installation/decide',
    'Say which copy this is; the engine is held until then',
    'installation.decide',
  )
    .input(installationDecision)
    .output(installationState),
}
