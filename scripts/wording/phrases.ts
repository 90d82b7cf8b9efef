/** A phrase that plain English avoids, and the text to write instead. */
export interface BannedPhrase {
  readonly pattern: RegExp
  readonly write: string
  /** Checked only in comments and documents. Default: in all texts. */
  readonly proseOnly?: true
}

export const bannedPhrases: readonly BannedPhrase[] = [
  { pattern: /\bneeds? a person\b/i, write: 'needs attention, requires action' },
  { pattern: /\b(?:for|by|to|at|until|unless|and|that) a person\b(?! or)/i, write: 'staff, the caller' },
  { pattern: /\ba person (?:decides?|chooses|must|has|confirms?|says|asks)\b/i, write: 'staff decide' },
  // The list of reserved usernames has “nobody noreply”.
  {
    pattern: /\b(?:somebody|nobody(?! noreply)|everybody|anybody|whoever)\b/i,
    write: 'staff, an administrator, the caller',
  },
  { pattern: /\bby (?:itself|themselves)\b/i, write: 'automatically' },
  { pattern: /\b(?:goes|go|going|went) on\b(?! the)/i, write: 'continues, resumes when' },
  { pattern: /\b(?:is|are|was|were) (?:asked|looked at) again\b/i, write: 'is retried, is checked again' },
  { pattern: /\bnothing (?:more )?is sent to it\b/i, write: 'requests to the server are paused' },
  { pattern: /\bmend(?:s|ed|ing)?\b/i, write: 'fix, fixed' },
  { pattern: /\bmeanwhile\b/i, write: 'while ..., since then' },
  { pattern: /\banew\b/i, write: 'again' },
  { pattern: /\bof which\b/i, write: 'a new sentence' },
  { pattern: /\b(?:unless|until) told\b/i, write: 'by default' },
  { pattern: /\bso many\b(?![^.]*\bthat\b)/i, write: 'the number of' },
  { pattern: /(?<!encrypted )\bat rest\b/i, write: 'settled' },
  { pattern: /\bheed(?:s|ed)?\b/i, write: 'check' },
  { pattern: /\btold\b(?! the panel)|\btell(?:s|ing)? (?!the panel\b)\w+/i, write: 'report, return, show' },
  {
    pattern: /\b(?:these|the) data (?:are|were|have)\b|\bdata that (?:are|were|may)\b/i,
    write: 'this data is',
  },
  { pattern: /\brungs?\b/i, write: 'check' },
  { pattern: /\bladder\b/i, write: 'connection test' },
  { pattern: /\blanes?\b/i, write: 'per-server queue' },
  { pattern: /\bgates?\b(?!way)/i, write: 'hold' },
  { pattern: /\bthorough(?:ly)?\b/i, write: 'full (lookup)' },
  {
    pattern: /\b(?:first|second|last|quick|one more|two|each) looks?\b(?! (?:like|up|for))/i,
    write: 'lookup',
  },
  { pattern: /\blooks? at the panel\b/i, write: 'lookup, the engine looks the account up' },
  { pattern: /\basker\b|\brestful\b/i, write: 'caller, settled' },
  { pattern: /\blate arrivals?\b|\barriv(?:es|ed) late\b/i, write: 'account created after the timeout' },
  {
    pattern: /\b(?:real|true|other) (?:copy|one)s? of (?:this|the|an) installation\b|\breal copy\b/i,
    write: 'primary installation, clone',
  },
  { pattern: /\be-mails?\b/i, write: 'email' },
  { pattern: /\b(?:is|are) not right\b/i, write: 'is not valid, is incorrect' },
  { pattern: /\bsec in the middle\b/i, write: 'median' },
  { pattern: /\bwhose (?:they|it) (?:are|is)\b/i, write: 'their owner' },
  { pattern: /\bin vain\b/i, write: 'without success' },
  { pattern: /\bnouns?\b/i, write: 'entity, domain' },
  { pattern: /\bborn running\b/i, write: 'starts in the running state' },
  { pattern: /\bof (?:its|our|their) own doing\b/i, write: 'name the actor' },
  { pattern: /\bwhere (?:there (?:is|are|was)|nothing|none|no \w+ is)\b/i, write: 'if' },
  { pattern: /\buser names?\b/i, write: 'username' },
  {
    pattern:
      /\b(?:neighbour|behaviour|colour|favour)\w*|\b\w+(?:ognis|rmalis|rialis|tilis|ganis|horis)(?:e|ed|es|ing)\b/i,
    write: 'US spelling',
  },
  { pattern: /\b(?:give|gives|gave|given|giving) (?:it |this |that )?up\b/i, write: 'abandon, declare lost' },
  { pattern: /\b[Ii]n [A-Z]\w+ (?:open|select|choose|edit)\b/, write: 'In <product>, open ...' },
  { pattern: /\b(?:before|after|since) (?:the|its) rewrite\b/i, write: 'name the commit or the version' },
  { pattern: /\b(?:one|ones) of ours\b|\bwith commas between\b/i, write: 'our ..., separated by commas' },
  { pattern: /^(?:What|Who|Whose|Where|Whoever)\b(?![^.]*\?)/, write: 'a noun', proseOnly: true },
]

/** Codes, names and quoted texts that may contain a banned phrase. A text with exactly one of these values is exempt. */
export const exemptValues: ReadonlySet<string> = new Set([
  'needs-person',
  'person',
  'look.ended',
  'recognised',
  'suspected-copy',
  'honoured',
  'another-account-meanwhile',
  // Names in test data: the user of PostgreSQL, a caller without a session, accounts on a panel.
  'nobody',
  'nobody:',
  'nobody-here',
  'somebody',
  'somebody-elses',
  'neighbour',
  // A header of a CSV file.
  'Full Name,E-Mail,Company\nAnna Keller,anna@example.com,Keller Ltd',
])
