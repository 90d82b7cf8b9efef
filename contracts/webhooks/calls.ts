import { byId, callsOf, nothing } from '../call.ts'
import {
  newWebhookEndpoint,
  webhookDeliveryDetails,
  webhookDeliveryPage,
  webhookDeliveryQuery,
  webhookEndpoint,
  webhookEndpointChange,
  webhookEndpointList,
  webhookEndpointWithSecret,
  webhookReplay,
  webhookReplayed,
} from './schemas.ts'

const { get, post, patch, remove } = callsOf('Webhooks')
const permission = 'webhooks.write'

export const webhooks = {
  list: get('/v1/webhook-endpoints', 'List webhook endpoints, oldest first', permission).output(
    webhookEndpointList,
  ),
  create: post(
    '/v1/webhook-endpoints',
    'Add a webhook endpoint; its signing secret is returned once',
    permission,
    { status: 201, recent: true },
  )
    .input(newWebhookEndpoint)
    .output(webhookEndpointWithSecret),
  get: get('/v1/webhook-endpoints/{id}', 'Get a webhook endpoint', permission)
    .input(byId)
    .output(webhookEndpoint),
  change: patch(
    '/v1/webhook-endpoints/{id}',
    'Change, enable or disable a webhook endpoint; a new URL needs a recent sign-in',
    permission,
    { recent: ['url'] },
  )
    .input(webhookEndpointChange.extend(byId.shape))
    .output(webhookEndpoint),
  remove: remove('/v1/webhook-endpoints/{id}', 'Delete a webhook endpoint with its deliveries', permission)
    .input(byId)
    .output(nothing),
  rotateSecret: post(
    '/v1/webhook-endpoints/{id}/rotate-secret',
    'Replace the signing secret; the previous one also signs for 24 hours',
    permission,
    { recent: true },
  )
    .input(byId)
    .output(webhookEndpointWithSecret),
  test: post(
    '/v1/webhook-endpoints/{id}/test',
    'Send the event webhook.test, and wait for the result',
    permission,
  )
    .input(byId)
    .output(webhookDeliveryDetails),
  deliveries: get(
    '/v1/webhook-endpoints/{id}/deliveries',
    'List the deliveries of a webhook endpoint, newest first',
    permission,
  )
    .input(webhookDeliveryQuery)
    .output(webhookDeliveryPage),
  replayFailed: post(
    '/v1/webhook-endpoints/{id}/replay',
    'Send all failed deliveries since a time again',
    permission,
  )
    .input(webhookReplay)
    .output(webhookReplayed),
  delivery: get(
    '/v1/webhook-deliveries/{id}',
    'Get a delivery with its request body, its attempts and the last response',
    permission,
  )
    .input(byId)
    .output(webhookDeliveryDetails),
  replay: post(
    '/v1/webhook-deliveries/{id}/replay',
    'Send a delivery again, with the same webhook-id',
    permission,
  )
    .input(byId)
    .output(webhookDeliveryDetails),
}
