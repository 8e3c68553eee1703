### Khmer: the labels that stand in the documents above the English ones. The keys are those of
### en.ftl.

country = ព្រះរាជាណាចក្រកម្ពុជា
surname = នាមត្រកូល
given-names = នាមខ្លួន
sex = ភេទ
birth-date = ថ្ងៃខែឆ្នាំកំណើត
nationality = សញ្ជាតិ
passport-number = លេខលិខិតឆ្លងដែន
document-visa = ទិដ្ឋាការអេឡិចត្រូនិក
document-visa-number = លេខទិដ្ឋាការ
document-visa-type = ប្រភេទទិដ្ឋាការ
document-pass = ប័ណ្ណចូល និងស្នាក់នៅ
document-pass-number = លេខប័ណ្ណ
document-name = ឈ្មោះ
document-passport-expiry = ថ្ងៃផុតកំណត់លិខិតឆ្លងដែន
document-passport-of = ប្រើលិខិតឆ្លងដែនរបស់
document-enter-by = ចូលកម្ពុជាយ៉ាងយូរត្រឹមថ្ងៃ
document-stay = រយៈពេលស្នាក់នៅ គិតពីថ្ងៃចូល
document-entries = ចំនួនដងចូល
document-issued-on = ថ្ងៃចេញ
document-last-day = ថ្ងៃចុងក្រោយដែលអាចស្នាក់នៅ
document-entered-on = ថ្ងៃចូល
document-port = ច្រកចូល
document-application = លេខពាក្យស្នើសុំ
document-to-do = អ្វីដែលត្រូវធ្វើ
document-entry-points = ច្រកចូលដែលទទួលទិដ្ឋាការអេឡិចត្រូនិក
document-port-air = អាកាសយានដ្ឋាន
document-port-land = ច្រកព្រំដែនគោក
document-port-sea = កំពង់ផែ
document-longer = បើចង់ស្នាក់នៅបន្ថែម
document-extension = ការបន្តរយៈពេលស្នាក់នៅ
document-fine = ប្រាក់ពិន័យ
document-departure = ការចាកចេញ

wallet-specimen = គំរូ
wallet-standing = ស្ថានភាព
wallet-open = មានសុពលភាព
wallet-departed = បានបិទ៖ បានចាកចេញពីកម្ពុជា
wallet-revoked = បានដកហូត
wallet-last-day-changed = ថ្ងៃចុងក្រោយដែលអាចស្នាក់នៅឥឡូវនេះគឺ %@។
wallet-show = សូមបង្ហាញប័ណ្ណនេះជាមួយលិខិតឆ្លងដែន នៅពេលមានការស្នើសុំ និងនៅពេលចាកចេញ។ ប័ណ្ណនេះប្រើជំនួសត្រាចូល។
