import { z } from 'zod'

/** What may be done to an account after its creation; a panel may lack any of them. */
export const panelAction = z.enum(['suspend', 'unsuspend', 'terminate', 'usage', 'changePassword'])
export type PanelAction = z.infer<typeof panelAction>

/** A rule about one text, as data, so that the server and every form apply the same one. */
export const textRule = z.object({
  /** In characters. */
  minLength: z.number().int(),
  maxLength: z.number().int(),
  /** A regular expression that the whole text must match; null: any text. */
  pattern: z.string().nullable(),
  /** The error for a text that does not match, a full sentence. */
  mismatch: z.string().nullable(),
  /** The rule as one sentence, for the help of a form. */
  help: z.string(),
})
export type TextRule = z.infer<typeof textRule>

/** One field of the form that connects a server. `name` is the field's name in the body of POST /v1/servers. */
export const connectionField = z.object({
  name: z.enum(['baseUrl', 'apiKey', 'apiSecret']),
  label: z.string(),
  /** `secret` is typed hidden. */
  kind: z.enum(['text', 'url', 'secret']),
  placeholder: z.string().nullable(),
  help: z.string().nullable(),
  required: z.boolean(),
})
export type ConnectionField = z.infer<typeof connectionField>

/** What the API key must be allowed on the panel; the connection test checks each. */
export const keyRequirement = z.object({
  /** The check of the connection test that verifies it. */
  check: z.string(),
  text: z.string(),
  /** What to do on the panel if it is missing. */
  remedy: z.string(),
})

export const panelCapabilities = z.object({
  suspend: z.boolean(),
  unsuspend: z.boolean(),
  terminate: z.boolean(),
  usage: z.boolean(),
  changePassword: z.boolean(),
  /** For each action that is false: where staff do it instead, a full sentence. */
  elsewhere: z.partialRecord(panelAction, z.string()),
})

/** All that a driver says about its panel: forms, validation and texts are drawn from it. */
export const panelDescription = z.object({
  /** The value of a server's `driver`, e.g. "nextpanel". */
  id: z.string(),
  /** The product's name, e.g. "NextPanel". */
  label: z.string(),
  /** In form order. */
  connectionFields: z.array(connectionField),
  keyRequirements: z.array(keyRequirement),
  usernameRule: textRule,
  passwordRule: textRule,
  capabilities: panelCapabilities,
})
export type PanelDescription = z.infer<typeof panelDescription>
