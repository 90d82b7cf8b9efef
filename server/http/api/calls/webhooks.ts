import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  getWebhookDelivery,
  getWebhookEndpoint,
  listWebhookDeliveries,
  listWebhookEndpoints,
  removeWebhookEndpoint,
  replayFailedWebhooks,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from '#server/domain/webhooks/index.ts'
import { os, verb } from '../implement.ts'

export const webhooks = {
  list: os.webhooks.list.handler(verb(listWebhookEndpoints)),
  create: os.webhooks.create.handler(verb(createWebhookEndpoint)),
  get: os.webhooks.get.handler(verb(getWebhookEndpoint)),
  change: os.webhooks.change.handler(verb(changeWebhookEndpoint)),
  remove: os.webhooks.remove.handler(verb(removeWebhookEndpoint)),
  rotateSecret: os.webhooks.rotateSecret.handler(verb(rotateWebhookSecret)),
  test: os.webhooks.test.handler(verb(testWebhookEndpoint)),
  deliveries: os.webhooks.deliveries.handler(verb(listWebhookDeliveries)),
  replayFailed: os.webhooks.replayFailed.handler(verb(replayFailedWebhooks)),
  delivery: os.webhooks.delivery.handler(verb(getWebhookDelivery)),
  replay: os.webhooks.replay.handler(verb(replayWebhookDelivery)),
}
