export type Column = 'date' | 'amount' | 'direction' | 'currency' | 'payer' | 'reference'

/** Many banks name the kind of the transfer in a column with such a name, and some the direction. */
const types = ['type', 'transactiontype']

/** The names that banks give their columns, without case, spaces and accents. The first that is found counts. */
const names: Readonly<Record<Column, readonly string[]>> = {
  date: [
    'bookedon',
    'bookingdate',
    'date',
    'transactiondate',
    'completeddate',
    'posteddate',
    'buchungstag',
    'buchungsdatum',
    'datum',
    'valuedate',
    'valutadatum',
    'valuta',
    'dateoperation',
    'fecha',
    'data',
    'startdate',
  ],
  amount: [
    'amount',
    'betrag',
    'umsatz',
    'betrageur',
    'amounteur',
    'montant',
    'importe',
    'importo',
    'bedrag',
    'credit',
    'paidin',
    'betragineur',
    'montanteneuros',
    'haben',
    'gutschrift',
  ],
  // For amounts without a sign.
  direction: [
    'creditdebit',
    'debitcredit',
    'creditdebitindicator',
    'drcr',
    'crdr',
    'dc',
    'cd',
    'afbij',
    'sollhaben',
    'sh',
    'kennzeichen',
    'sens',
    ...types,
  ],
  currency: ['currency', 'wahrung', 'waehrung', 'devise', 'moneda', 'divisa', 'munt'],
  payer: [
    'payer',
    'name',
    'payername',
    'counterparty',
    'counterpartyname',
    'sender',
    'auftraggeber',
    'auftraggeberbegunstigter',
    'beguenstigterzahlungspflichtiger',
    'begunstigterzahlungspflichtiger',
    'namezahlungsbeteiligter',
    'zahlungspflichtiger',
    'zahlungspflichtigerr',
    'partnername',
    'nom',
    'nombre',
    'naam',
  ],
  reference: [
    'reference',
    'paymentreference',
    'verwendungszweck',
    'purpose',
    'remittanceinformation',
    'description',
    'details',
    'memo',
    'message',
    'libelle',
    'concepto',
    'causale',
    'omschrijving',
  ],
}

/** The words for money that went out, and for money that came in. */
const outgoing = new Set(['d', 'dr', 'dbit', 'debit', 'debet', 'af', 's', 'soll', 'belastung'])
const incoming = new Set(['c', 'cr', 'crdt', 'credit', 'bij', 'h', 'haben', 'gutschrift'])

/** Returns what a cell of the column "direction" says, or null for another word. */
export function directionOf(cell: string): 'incoming' | 'outgoing' | null {
  const word = plain(cell)
  if (incoming.has(word)) return 'incoming'
  return outgoing.has(word) ? 'outgoing' : null
}

/** Whether a line has the names of the columns that a bank statement needs. */
export function isStatementHeader(cells: readonly string[]): boolean {
  const columns = columnsOf(cells)
  return columns.has('date') && columns.has('amount')
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '')

/**
 * Returns the index of each column that the file has.
 * @param rows the cells of its rows. A column of types counts only if each of them is a direction
 */
export function columnsOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[] = [],
): ReadonlyMap<Column, number> {
  const known = columns.map(plain)
  const found = new Map<Column, number>()
  for (const column of ['date', 'amount', 'direction', 'currency', 'payer', 'reference'] as const) {
    const name = names[column].find((each) => known.includes(each))
    if (name === undefined) continue
    const index = known.indexOf(name)
    if (!types.includes(name) || rows.every((cells) => directionOf(cells[index] ?? '') !== null))
      found.set(column, index)
  }
  return found
}
