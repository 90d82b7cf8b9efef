import { z } from 'zod'

/** Actions on an account after its creation. A panel may support some or none of them. */
export const panelAction = z.enum(['suspend', 'unsuspend', 'terminate', 'usage', 'changePassword'])
export type PanelAction = z.infer<typeof panelAction>

/** A rule about one text, as data, so that the server and every form apply the same rule. */
export const textRule = z.object({
  /** In characters. */
  minLength: z.number().int(),
  maxLength: z.number().int(),
  /** A regular expression that the whole text must match. Null: any text. */
  pattern: z.string().nullable(),
  /** The error for a text that does not match, a full sentence. */
  mismatch: z.string().nullable(),
  /** The rule as one sentence, for the help of a form. */
  help: z.string(),
})
export type TextRule = z.infer<typeof textRule>

/**
 * One field of the form that connects a server. `name` is the field's name in the body of POST /v1/servers.
 */
export const connectionField = z.object({
  name: z.enum(['baseUrl', 'apiKey', 'apiSecret']),
  label: z.string(),
  /** `secret` hides the input. */
  kind: z.enum(['text', 'url', 'secret']),
  placeholder: z.string().nullable(),
  help: z.string().nullable(),
  required: z.boolean(),
})
export type ConnectionField = z.infer<typeof connectionField>

/** A requirement for the API key on the panel. The connection test checks each. */
export const keyRequirement = z.object({
  /** The check of the connection test that verifies it. */
  check: z.string(),
  text: z.string(),
  /** How to fix it on the panel if it is missing. */
  remedy: z.string(),
})

export const panelCapabilities = z.object({
  suspend: z.boolean(),
  unsuspend: z.boolean(),
  terminate: z.boolean(),
  usage: z.boolean(),
  changePassword: z.boolean(),
  /** For each unsupported action: how staff do it instead, a full sentence. */
  elsewhere: z.partialRecord(panelAction, z.string()),
})

/** The description of a driver's panel. Forms, validation and texts are generated from it. */
export const panelDescription = z.object({
  /** The value of a server's `driver`, for example "nextpanel". */
  id: z.string(),
  /** The product's name, for example "NextPanel". */
  label: z.string(),
  /** In the order of the form. */
  connectionFields: z.array(connectionField),
  keyRequirements: z.array(keyRequirement),
  usernameRule: textRule,
  passwordRule: textRule,
  capabilities: panelCapabilities,
})
export type PanelDescription = z.infer<typeof panelDescription>
