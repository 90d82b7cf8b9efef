import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { permissions } from '#contracts/access.ts'
import { staffRoles } from '#contracts/roles.ts'

export const signInMethods = ['password', 'totp', 'recovery-code', 'passkey'] as const

const createdAt = timestamp({ withTimezone: true }).notNull().defaultNow()
const updatedAt = timestamp({ withTimezone: true }).notNull().defaultNow()

// The columns date from better-auth, which managed sessions until version 0.1. Migrations only add, so the unused
// ones stay.

/** All users who can sign in, staff and customers: one namespace of email addresses. */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().defaultRandom(),
    role: text({ enum: ['staff', 'customer'] }).notNull(),
    /** Null for customers. The previous release does not know it and makes the first staff user: a trigger sets owner. */
    staffRole: text({ enum: staffRoles }),
    email: text().notNull().unique('users_email_unique'),
    name: text().notNull(),
    emailVerified: boolean().notNull().default(false),
    image: text(),
    /** False: the user cannot sign in, and open sessions end. */
    isActive: boolean().notNull().default(true),
    /**
     * Whether a sign-in by password needs a second factor: the user has a confirmed authenticator app. In this row,
     * because the statement that begins a session locks it.
     */
    twoFactor: boolean().notNull().default(false),
    createdAt,
    updatedAt,
  },
  (t) => [check('users_staff_role', sql`(${t.role} = 'staff') = (${t.staffRole} is not null)`)],
)

/**
 * When each user signed in last: a trigger writes it for each new session, because sessions are deleted. A table of
 * its own: sign-ins of one user at once only share the lock on the user's row.
 */
export const lastSignIns = pgTable('last_sign_ins', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, base64url. */
    token: text().notNull().unique(),
    /** At the latest: the idle limit since the last use, or the absolute limit since the sign-in. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    ipAddress: text(),
    userAgent: text(),
    /** How the user signed in. Null: by password, with the previous release. */
    method: text({ enum: signInMethods }),
    /** The last time that the user proved who they are. Null: at the sign-in. */
    authenticatedAt: timestamp({ withTimezone: true, precision: 3 }),
    createdAt,
    /** The last use, to five minutes. */
    updatedAt,
  },
  (t) => [index('sessions_user_id').on(t.userId)],
)

/** The credential of a user: always a password. */
export const credentials = pgTable(
  'credentials',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text().notNull(),
    providerId: text().notNull(),
    /** argon2id */
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: timestamp({ withTimezone: true }),
    refreshTokenExpiresAt: timestamp({ withTimezone: true }),
    scope: text(),
    createdAt,
    updatedAt,
  },
  (t) => [index('credentials_user_id').on(t.userId)],
)

/** The authenticator app of a user. */
export const totpFactors = pgTable('totp_factors', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Encrypted, bound to the user. Null: it could not be decrypted at a rotation; recovery codes still work. */
  secretSealed: text(),
  /** Null: the setup has not been finished. */
  confirmedAt: timestamp({ withTimezone: true, precision: 3 }),
  /** The newest time step whose code was used. Each step is accepted once. */
  lastUsedStep: bigint({ mode: 'number' }),
  createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})

/** Single-use codes for users who have lost their authenticator app. A used one is deleted. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256, base64url. A code has 80 random bits, so a fast hash is enough. */
    codeHash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
)

/** The passkeys of users: WebAuthn credentials that an authenticator stores. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Base64url, chosen by the authenticator. */
    credentialId: text().notNull().unique(),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    /** Of signatures. Some authenticators always send 0. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    name: text().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    lastUsedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [index('passkeys_user_id').on(t.userId)],
)

/** API tokens of staff users. Revoked and expired ones are kept for a while, so that their holder learns the reason. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** SHA-256, base64url. */
    tokenHash: text().notNull().unique(),
    /** The scope. The role of the user limits it further, at each request. */
    permissions: text({ enum: permissions }).array().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** To five minutes. */
    lastUsedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Null: does not expire. */
    expiresAt: timestamp({ withTimezone: true, precision: 3 }),
    revokedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [index('api_tokens_user_id').on(t.userId), index('api_tokens_created_at').on(t.createdAt, t.id)],
)

/** The challenges of passkeys that were used. Each works once. */
export const spentChallenges = pgTable(
  'spent_challenges',
  {
    /** SHA-256, base64url. */
    challengeHash: text().primaryKey(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [index('spent_challenges_expires_at').on(t.expiresAt)],
)

/** Unused. */
export const verifications = pgTable(
  'verifications',
  {
    id: uuid().primaryKey().defaultRandom(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    createdAt,
    updatedAt,
  },
  (t) => [index('verifications_identifier').on(t.identifier)],
)

/** Single-use links with which users set their own password. Deleted when used, replaced or expired. */
export const passwordLinks = pgTable(
  'password_links',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256, hex. */
    tokenHash: text().notNull().unique(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [index('password_links_user_id').on(t.userId)],
)

/** Addresses from which a login has signed in. An IPv6 address counts by its /64 network. Kept for 90 days. */
export const knownAddresses = pgTable(
  'known_addresses',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    address: text().notNull(),
    seenAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.address] }), index('known_addresses_seen_at').on(t.seenAt)],
)

/** Counts of attempts by key, for limits. */
export const rateLimits = pgTable('rate_limits', {
  id: uuid().primaryKey().defaultRandom(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint({ mode: 'number' }).notNull(),
})
