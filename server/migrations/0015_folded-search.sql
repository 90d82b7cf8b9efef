-- Folds text for searching and sorting, the same in every locale: compatibility forms are decomposed, accents are
-- dropped, letters become small. What lower() does beyond ASCII depends on the locale of the database, so Greek,
-- Cyrillic, Armenian and those Latin letters that have no decomposition are listed.
CREATE FUNCTION "search_key"("value" text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN octet_length("value") = char_length("value") THEN lower("value" COLLATE "C") ELSE
  replace(replace(replace(replace(replace(replace(replace(replace(
    translate(
      lower(regexp_replace(normalize("value", NFKD) COLLATE "C", '[\u0300-\u036f]', '', 'g')),
      'ØøŁłĐđÐðĦħıŦŧŊŋςƉȷƁƂƄƆƇƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
      'oollddddhhittnnσdjɓƃƅɔƈɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th')
END;--> statement-breakpoint
DROP INDEX "customers_full_name";--> statement-breakpoint
DROP INDEX "customers_lower_full_name";--> statement-breakpoint
DROP INDEX "customers_active_full_name";--> statement-breakpoint
DROP INDEX "customers_hosting_full_name";--> statement-breakpoint
DROP INDEX "customers_attention_full_name";--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "key_id" text;--> statement-breakpoint
-- One rewrite of the table for both columns. Sorted by bytes: in other collations the order depends on the locale.
ALTER TABLE "customers" DROP COLUMN "search",
  ADD COLUMN "search" text GENERATED ALWAYS AS (search_key(email || ' ' || full_name || ' ' || coalesce(company_name, ''))) STORED NOT NULL,
  ADD COLUMN "name_key" text COLLATE "C" GENERATED ALWAYS AS (search_key(full_name)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("search" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_name_key" ON "customers" USING btree ("name_key","id");--> statement-breakpoint
CREATE INDEX "customers_active_name_key" ON "customers" USING btree ("is_active","name_key","id");--> statement-breakpoint
CREATE INDEX "customers_hosting_name_key" ON "customers" USING btree ("has_hosting","name_key","id");--> statement-breakpoint
CREATE INDEX "customers_attention_name_key" ON "customers" USING btree ("name_key","id") WHERE needs_attention;