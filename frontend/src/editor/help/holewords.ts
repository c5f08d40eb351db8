// The words that say whether XX stands for something to come. They are those of
// the program's article/placeholder.go; a test holds the two together.

/** These go here in any place, those behind them where a sentence begins, or right behind another. */
export const OWN_STAND_INS =
  'alt text|hed|headline|subhed|subhead|dek|standfirst|strapline|overline|crosshead|lede|nut graf|nutgraf|graf|byline|dateline|slugline|' +
  'caption|cutline|photo credit|picture credit|pull quote|pullquote'

export const STAND_INS =
  OWN_STAND_INS + '|head|deck|intro|kicker|credit|quote|name|number|date|title|link|photo|pic|picture|image|graphic|chart|map|video|text|copy'

/** Things that stand behind a number. */
export const COUNTED =
  'people persons men women children adults students residents homes houses jobs dead killed injured wounded hurt missing arrested million millions ' +
  'billion billions trillion thousand hundred dozen percent per year years month months week weeks day days hour hours minute minutes second seconds mile ' +
  'miles km kilometers kilometres meter meters metre metres feet foot inches pounds dollars euros pence cents tons tonnes kg degrees times votes points ' +
  'goals seats others personnes morts blessés ans mois jours heures personas muertos heridos años meses días horas menschen personen tote verletzte jahre ' +
  'jahren tage stunden prozent millionen euro людей осіб років роки рік днів годин гривень відсотків мільйонів'

/** They stand before a number or a name to come. */
export const LEADS =
  'about around between some least most nearly almost than over under roughly up to by in of at on for from with and or after before said says was were ' +
  'is are killed injured total another'

/** They stand right before one, whatever follows. */
export const TITLES =
  'mr mrs ms mx dr prof sir lord lady dame judge page pages p pp age aged'

/** These have Roman numbers; some names end with XX. */
export const NUMBERED =
  'bowl bowls chapter chapters volume vol part act scene canto psalm psalms book article section title appendix figure table phase type class size mark ' +
  'model level grade version windows century siglo siglos século séculos secolo siècle siècles століття сторіччя век wiek generation dos'

/** They follow XX where that is a name or a Roman number. */
export const NAMED_SO =
  'rated rating chromosome chromosomes chromosomal karyotype genotype large century centuries siglo secolo secoli siècle siècles século wieku wiek wieków ' +
  'століття столітті століть congress congreso olympic olympics corps film films movie movies video videos porn site sites website websites beer beers ' +
  'lager bitter gold brewery jeans'

export const MONTHS =
  'January February March April May June July August September October November December'
