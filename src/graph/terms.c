// SPDX-License-Identifier: MIT
#include "graph/terms.h"
#include "base/iri.h"

#define ACT ACTA_IRI_ONTOLOGY
#define DCT "http://purl.org/dc/terms/"
#define GAF "http://groundedannotationframework.org/gaf#"
#define GEO "http://www.w3.org/2003/01/geo/wgs84_pos#"
#define NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define OWL "http://www.w3.org/2002/07/owl#"
#define PROV "http://www.w3.org/ns/prov#"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define SCHEMA "http://schema.org/"
#define SEM "http://semanticweb.cs.vu.nl/2009/11/sem/"
#define VOID_NS "http://rdfs.org/ns/void#"
#define WD "http://www.wikidata.org/entity/"
#define XSD "http://www.w3.org/2001/XMLSchema#"

static const char *const iris[N_TERMS] = {
  [T_RDF_TYPE]                  = RDF "type",
  [T_RDFS_LABEL]                = RDFS "label",
  [T_XSD_DATE]                  = XSD "date",
  [T_XSD_DECIMAL]               = XSD "decimal",
  [T_XSD_INTEGER]               = XSD "integer",
  [T_XSD_INDEX]                 = XSD "nonNegativeInteger",
  [T_ACT_ACTUAL]                = ACT "actual",
  [T_ACT_ATTRIBUTED_TO]         = ACT "attributedTo",
  [T_ACT_BEFORE]                = ACT "before",
  [T_ACT_CLAIMED]               = ACT "claimed",
  [T_ACT_CONTENT]               = ACT "content",
  [T_ACT_GENERIC]               = ACT "generic",
  [T_ACT_HYPOTHETICAL]          = ACT "hypothetical",
  [T_ACT_MENTION]               = ACT "Mention",
  [T_ACT_NEGATED]               = ACT "negated",
  [T_ACT_OCCURRENCE]            = ACT "Occurrence",
  [T_ACT_PART_OF]               = ACT "partOf",
  [T_ACT_PLANNED]               = ACT "planned",
  [T_ACT_POSSIBLE]              = ACT "possible",
  [T_ACT_PRESENTED_AS]          = ACT "presentedAs",
  [T_ACT_QUOTE]                 = ACT "quote",
  [T_ACT_SAME_EVENT]            = ACT "sameEvent",
  [T_ACT_SENTENCE]              = ACT "sentence",
  [T_ACT_STANCE]                = ACT "stance",
  [T_ACT_AGENT]                 = ACT "Agent",
  [T_ACT_GPE]                   = ACT "GeopoliticalEntity",
  [T_ACT_ORGANIZATION]          = ACT "Organization",
  [T_ACT_PERSON]                = ACT "Person",
  [T_ACT_PLACE]                 = ACT "Place",
  [T_ACT_THING]                 = ACT "Thing",
  [T_ACT_VEHICLE]               = ACT "Vehicle",
  [T_DCT_IDENTIFIER]            = DCT "identifier",
  [T_GAF_DENOTED_BY]            = GAF "denotedBy",
  [T_GEO_LAT]                   = GEO "lat",
  [T_GEO_LONG]                  = GEO "long",
  [T_NIF_ANCHOR_OF]             = NIF "anchorOf",
  [T_NIF_BEGIN_INDEX]           = NIF "beginIndex",
  [T_NIF_CONTEXT]               = NIF "Context",
  [T_NIF_END_INDEX]             = NIF "endIndex",
  [T_NIF_REFERENCE_CONTEXT]     = NIF "referenceContext",
  [T_NIF_SENTENCE]              = NIF "Sentence",
  [T_OWL_SAME_AS]               = OWL "sameAs",
  [T_PROV_ACTIVITY]             = PROV "Activity",
  [T_PROV_SOFTWARE_AGENT]       = PROV "SoftwareAgent",
  [T_PROV_USED]                 = PROV "used",
  [T_PROV_WAS_ASSOCIATED_WITH]  = PROV "wasAssociatedWith",
  [T_PROV_WAS_DERIVED_FROM]     = PROV "wasDerivedFrom",
  [T_PROV_WAS_GENERATED_BY]     = PROV "wasGeneratedBy",
  [T_SCHEMA_AUTHOR]             = SCHEMA "author",
  [T_SCHEMA_CONTAINED_IN_PLACE] = SCHEMA "containedInPlace",
  [T_SCHEMA_DATE_PUBLISHED]     = SCHEMA "datePublished",
  [T_SCHEMA_HEADLINE]           = SCHEMA "headline",
  [T_SCHEMA_IN_LANGUAGE]        = SCHEMA "inLanguage",
  [T_SCHEMA_NEWS_ARTICLE]       = SCHEMA "NewsArticle",
  [T_SCHEMA_PUBLISHER]          = SCHEMA "publisher",
  [T_SCHEMA_SOFTWARE_VERSION]   = SCHEMA "softwareVersion",
  [T_SCHEMA_SUBJECT_OF]         = SCHEMA "subjectOf",
  [T_SCHEMA_URL]                = SCHEMA "url",
  [T_SEM_EARLIEST]              = SEM "hasEarliestBeginTimeStamp",
  [T_SEM_LATEST]                = SEM "hasLatestEndTimeStamp",
  [T_SEM_TIME_STAMP]            = SEM "hasTimeStamp",
  [T_VOID_DATASET]              = VOID_NS "Dataset",
};

static const struct {
  const char *name, *iri;
} prefixes[] = {
  {"act", ACT},           {"dct", DCT},       {"ent", ACTA_IRI_ENTITY},
  {"ev", ACTA_IRI_EVENT}, {"gaf", GAF},       {"geo", GEO},
  {"nif", NIF},           {"owl", OWL},       {"prov", PROV},
  {"rdfs", RDFS},         {"schema", SCHEMA}, {"sem", SEM},
  {"void", VOID_NS},      {"wd", WD},         {"xsd", XSD},
};

acta_str acta_graph_iri(term_id id)
{
  return acta_str_of(iris[id]);
}

acta_term acta_graph_term(term_id id)
{
  return (acta_term){ACTA_IRI, acta_graph_iri(id), {"", 0}, {"", 0}};
}

bool acta_graph_prefix(size_t i, acta_str *name, acta_str *iri)
{
  if (i >= sizeof(prefixes) / sizeof(prefixes[0])) {
    return false;
  }
  *name = acta_str_of(prefixes[i].name);
  *iri  = acta_str_of(prefixes[i].iri);
  return true;
}
