import type { ImportField, ImportPreset } from '#contracts/imports/fields.ts'

/** Column names without case, spaces and punctuation, by what they mean. */
const namesOfField: Readonly<Record<ImportField, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'clientemail', 'customeremail', 'useremail'],
  fullName: ['fullname', 'name', 'clientname', 'customername', 'contactname', 'displayname'],
  firstName: ['firstname', 'givenname', 'forename'],
  lastName: ['lastname', 'surname', 'familyname'],
  companyName: ['company', 'companyname', 'organization', 'organisation', 'business', 'businessname'],
  password: ['password', 'billingpassword', 'loginpassword'],
  isActive: ['active', 'isactive', 'status', 'clientstatus', 'enabled'],
  hostingUsername: ['hostingusername', 'username', 'panelusername', 'accountusername'],
  hostingPassword: ['hostingpassword', 'panelpassword', 'accountpassword'],
  hostingEmail: ['hostingemail', 'panelemail', 'accountemail'],
  server: ['server', 'nextpanelserver', 'servername', 'hostname', 'node'],
  packageId: ['package', 'packageid', 'plan', 'planid', 'packagename'],
  panelUserId: ['paneluserid', 'nextpaneluserid', 'nextpanelid', 'accountid'],
}

/**
 * The columns by which an export of a system is recognized: all must be there. docs/imports.md has the source of each.
 * - WHMCS: Reports > Clients, and an export of tblclients
 * - Blesta: the clients and contacts tables. Not verified with an export
 * - FOSSBilling: Clients > Export
 * - Paymenter: the users table, of version 1 and of earlier versions
 */
const exportsOf: readonly { preset: ImportPreset; columns: readonly string[] }[] = [
  { preset: 'whmcs', columns: ['id', 'firstname', 'lastname', 'companyname', 'email', 'status'] },
  { preset: 'whmcs', columns: ['id', 'firstname', 'lastname', 'companyname', 'email', 'phonenumber'] },
  { preset: 'fossbilling', columns: ['id', 'email', 'firstname', 'lastname', 'company', 'currency'] },
  { preset: 'blesta', columns: ['idcode', 'firstname', 'lastname', 'company', 'email'] },
  { preset: 'blesta', columns: ['clientid', 'firstname', 'lastname', 'company', 'email', 'group'] },
  { preset: 'paymenter', columns: ['id', 'firstname', 'lastname', 'email', 'roleid'] },
  { preset: 'paymenter', columns: ['id', 'name', 'email', 'emailverifiedat', 'credits'] },
]

/**
 * Columns of these exports that have a known name and another meaning: passwords there are hashes, and a username or
 * a name of the login is not one of hosting.
 */
const notMeant: Readonly<Partial<Record<ImportPreset, readonly string[]>>> = {
  whmcs: ['password', 'username', 'language'],
  fossbilling: ['pass', 'password'],
  blesta: ['password', 'username'],
  paymenter: ['password', 'username'],
}

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

export interface Guess {
  readonly preset: ImportPreset
  /** For each column. No field occurs twice. */
  readonly fields: readonly (ImportField | null)[]
}

/**
 * Guesses the meaning of columns from their names, and the email column from its contents.
 * @param samples the first values of each column
 */
export function guessColumns(names: readonly string[], samples: readonly (readonly string[])[]): Guess {
  const keys = names.map(plain)
  const preset =
    exportsOf.find(({ columns }) => columns.every((column) => keys.includes(column)))?.preset ?? 'generic'
  const taken = new Set<ImportField>()
  const take = (field: ImportField | undefined): ImportField | null => {
    if (field === undefined || taken.has(field)) return null
    taken.add(field)
    return field
  }
  const meant = (key: string) => !notMeant[preset]?.includes(key)
  const fields = keys.map((key) =>
    take(
      (Object.keys(namesOfField) as ImportField[]).find(
        (field) => meant(key) && namesOfField[field].includes(key),
      ),
    ),
  )
  const emails = samples.findIndex(
    (values, column) => fields[column] === null && values.length > 0 && values.every(isEmail),
  )
  if (!taken.has('email') && emails >= 0) fields[emails] = take('email')
  // A full name beside a first and a last name is the same.
  if (taken.has('fullName') && (taken.has('firstName') || taken.has('lastName')))
    return {
      preset,
      fields: fields.map((field) => (field === 'firstName' || field === 'lastName' ? null : field)),
    }
  return { preset, fields }
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
