// What the stories of the sample newsroom say: invented, in four languages, one
// of them written from right to left.
export const languages = {
  en: {
    direction: 'ltr',
    places: ['MARROW QUAY', 'HALVERN'],
    people: ['Ines Calder', 'Tomas Brandt', 'Oona O’Dell'],
    headlines: ['Harbour gate shuts for the first “real” flood', 'Oldmarket’s readers bring their books home', 'Night ferry returns after six winters', 'Council votes 9–8 to keep the crane', 'Lighthouse keeper’s logbook found in a wall', 'Tram 4 to run until 2 a.m.', 'Who pays for the quay? A guide', 'Rowers & rangers share the estuary', 'Salt price up 12% as pans stay closed'],
    sentences: ['The gate closed at ten to four, and the square behind it stayed dry.', 'Nobody had rehearsed it with water this high.', '“We counted the minutes twice,” said the harbour master.', 'Six of the nine pumps ran through the night.', 'The bill will be known in spring, the council said.', 'Children had chalked the line of the last flood on the steps.', 'By noon the market was open again, with fewer eels than usual.'],
  },
  de: {
    direction: 'ltr',
    places: ['KÖNIGSHAFEN', 'MÜHLAU'],
    people: ['Greta Weiß', 'Jörg Özdemir'],
    headlines: ['Der Kran bleibt, vorerst', 'Größte Schleuse des Landes öffnet später', 'Bäcker übernimmt die Post', 'Straßenbahn fährt bis zwei Uhr früh', 'Was die Flut übrig ließ', 'Müllers Mühle mahlt wieder', 'Häfen streiten um das Salz'],
    sentences: ['Am Morgen stand das Wasser noch auf der Brücke.', 'Die Schleuse öffnete erst um zehn, weil niemand den Schlüssel fand.', '„Das war knapp“, sagte die Hafenmeisterin.', 'Fünf der sieben Züge fielen aus.', 'Über die Kosten wird im Frühjahr entschieden.', 'Auf dem Markt gab es trotzdem Äpfel, Öl und Süßes.'],
  },
  uk: {
    direction: 'ltr',
    places: ['КИЇВ', 'ЛЬВІВ'],
    people: ['Оксана Мельник', 'Ігор Ґонта'],
    headlines: ['Пором повертається після шести зим', 'Міська рада залишила кран на місці', 'Книгарня переїхала за одну ніч', 'Хто заплатить за набережну', 'У стіні знайшли щоденник', 'Трамвай ходитиме до другої', 'Ціна солі зросла на 12%'],
    sentences: ['Уранці вода ще стояла на мосту.', 'Ключ від шлюзу знайшли лише о десятій.', '«Ми рахували хвилини двічі», – сказала начальниця порту.', 'П’ять потягів із семи не вийшли на лінію.', 'Про гроші говоритимуть навесні.', 'На ринку все одно були яблука, мед і хліб.'],
  },
  ar: {
    direction: 'rtl',
    places: ['بيروت', 'عمّان'],
    people: ['ليلى حداد', 'سامر العلي'],
    headlines: ['العبّارة تعود بعد ستة شتاءات', 'المجلس يبقي الرافعة في مكانها', 'من يدفع ثمن الرصيف؟', 'العثور على دفتر في الجدار', 'الترام يعمل حتى الثانية', 'سعر الملح يرتفع 12%', 'السوق يفتح أبوابه من جديد'],
    sentences: ['كان الماء على الجسر في الصباح.', 'لم يجد أحد المفتاح حتى الساعة العاشرة.', '«عددنا الدقائق مرتين»، قالت مديرة الميناء.', 'توقفت خمسة قطارات من أصل سبعة.', 'سيُعرف الثمن في الربيع.', 'بقي في السوق تفاح وعسل وخبز.'],
  },
}

export const sections = [
  { name: 'Harbour', set: ['slug=harbour', 'mapping.wordpress=Port News', 'mapping.ghost=port-news', 'mapping.hugo=port'] },
  { name: 'City', set: ['slug=city', 'mapping.wordpress=Town', 'mapping.ghost=town'] },
  { name: 'Культура', set: ['slug=kultura', 'language=uk'] },
  { name: 'محليات', set: ['slug=mahalliyat', 'language=ar', 'direction=rtl'] },
]

/** every element of the dialect; `picture` is the id of one */
export const everything = (picture) => `He **said** it *twice*, ~~once~~, in \`code\`, and [showed it](https://example.org/a?b=1&c=2 "where"). Write to [the desk](mailto:desk@courier.example).

## A crosshead with “quotes” & signs

A line that breaks here\\
and goes on; {==born in 1986==}{>>cq: ML<<} and {==Halvern==}{>>query: TO: which one? CANARYQUERY<<} stay as they are.

### A smaller one

- one
  - one in one
- two with **bold**

1. first
2. second

> A quotation that was long
> and went over two lines.

| Gate | Metres |
|---|--:|
| North | 62 |
| South \\| old | 18 |

A note is below.[^1] Typed braces {{ stay }} and {% stay %}, so do [gallery] and <b>tags</b>, ]]> and &amp;.

![A crane over the quay](media/${picture} "The crane at dawn"){credit="Ines Calder/Courier"}

\`\`\`
if (tide > 4) { shut() }
\`\`\`

---

:::pullquote Anna Reyes, harbour authority
There was no rehearsal. There was a button.
:::

:::factbox The gate in numbers
- **62 metres** across
- **18 minutes** to close
:::

:::correction
An earlier version gave the height in feet.
:::

:::embed https://video.example/watch?v=1 The night in one minute
Seen from the customs house.
:::

:::note
For the desk only: CANARYNOTE.
:::

:::timeline How it went
Ten to four: shut.
:::

The last paragraph.

[^1]: The footnote, with *emphasis*.
`
