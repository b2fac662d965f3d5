import { cues } from '../../language/phrases.js';

/** Why and how, as acts of their own; every other question is read from its form. */
export const ASK_WHY_CUES = cues('ask_why', {
  0.95: [
    'why should|would|must|do|is|are|am|now|us|me|this|that|so|my|our|always|did|does|you|the|we|i|can|lower|only|again',
    '^ why $',
    'why $',
    'for what|which reason',
    'what ~3 reason|point|reasoning|rationale|justification|basis',
    'what ~1 for $',
    'how come',
    'reason $',
    'based on what',
    'rationale|reasoning',
    'on what basis|ground|grounds',
    'how ~2 justify',
    'what makes you',
    'what ~4 wrong|problem with ~2 @price|it|this',
    'por que',
    'porque $',
    'pourquoi',
    'warum',
    'wieso',
    'perche',
    'neden',
    'kenapa',
    'mengapa',
    'bakit',
    'hvorfor',
    'varfor',
    'waarom',
    'dlaczego',
    'pochemu',
  ],
  0.7: ['^ so|and ~1 you want @me', 'so for what', 'what ~1 did you come|came for'],
  0.6: ['why ~1 $', 'but why', 'why ~4', 'cause of', 'what did|do|have @i ~2 wrong'],
});

export const ASK_HOW_CUES = cues('ask_how', {
  0.95: [
    'how does|do|will|would|can|could ~3 it|this|that|i|we|work|you ~2 work|works|do|go|lower|change|function|set|apply|calculate|load|activate|implement|know|confirm|get|start|proceed|update',
    'how it|this works|work',
    'how to ~1 do|set|change|lower|load|apply|activate|update|proceed|start|join|implement',
    'how is|are|was|were ~3 calculated|measured|loaded|computed|applied|chosen|decided|determined|paid|done|compared|tracked',
    'what ~2 next|steps|procedure|process',
    'what do|must|should @i|you ~1 need? ~1 to? do',
    '^ how $',
    'how exactly',
    'how do you know|see|check|compare|calculate|get|find|come',
    'in what|which way|manner',
    'where do|can @i ~2 change|set|load|update|do|click|put',
    'como funciona|se|hago',
    'comment ca|fonctionne|faire',
    'wie funktioniert|geht',
    'come funziona|si',
  ],
  0.5: ['how', 'explain ~1 me|how|this|please|it|again'],
});

/** Questions that somebody else asks through the partner, or that are put as a request. */
export const INDIRECT_QUESTION_CUES = cues('question', {
  0.75: [
    '@boss|he|she|they|wife|dad|mum ~1 ask|asks|enquires|wonders ~2 which|what|if|whether|who|how|when|where|why|does|is|about',
    '@boss|he|she|they ~1 wants|want to know',
    'i ~1 want|like|need to know',
    'please|kindly ~1 state|advise|specify|clarify|explain|confirm ~2 which|what|if|whether|the|who|how|when',
    'tell me ~1 which|what|who|how|when|where|the',
    'say the number|price',
    'i wonder ~1 if|whether|what|how',
    'i|we ~1 not understand ~3 what|how|why|which|who $',
    'i|we ~1 not understand $',
    'what is|does ~2 mean|meet $',
    'not ~1 clear ~1 to|which|what',
  ],
});
